import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import type { Simulator } from '../../src/simulator/server.ts';

/** A request in the journal of the simulated tenant. */
export interface Journaled {
  time: string;
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  authorized: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: tests read bodies whose shape they assert
  body: any;
  status: number | null;
  fault?: string;
}

/** The control path of a simulated tenant, by which a test changes it. */
export interface Control {
  /** Posts to the control path; rejects with its response if it refuses. */
  post(name: 'seed' | 'grants' | 'faults' | 'settings' | 'reset', body: unknown): Promise<void>;
  /** All requests since the last reset. */
  journal(): Promise<Journaled[]>;
  close(): void;
}

/** One request to the simulator from the test itself. */
function exchange(
  simulator: Pick<Simulator, 'port'>,
  agent: Agent,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) };
    const call = request({ host: '127.0.0.1', port: simulator.port, method, path, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode === 200) resolve(JSON.parse(answer));
        else reject(new Error(`${method} ${path}: ${answer}`));
      });
    });
    call.on('error', reject);
    call.end(text);
  });
}

/** Connects to the control path of a running simulator. */
export function connectControl(simulator: Pick<Simulator, 'port' | 'env'>): Control {
  const agent = new Agent({ ca: readFileSync(String(simulator.env.NODE_EXTRA_CA_CERTS)), keepAlive: true });
  return {
    async post(name, body) {
      await exchange(simulator, agent, 'POST', `/_control/${name}`, body);
    },
    async journal() {
      const { requests } = (await exchange(simulator, agent, 'GET', '/_control/journal')) as { requests: Journaled[] };
      return requests;
    },
    close: () => agent.destroy(),
  };
}
