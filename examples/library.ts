// Isolates a machine from a program, and lists the machine actions that are pending:
//   node library.js <machineId>
// Compile it as an ES module: "type": "module" in package.json, because it awaits at the top level.
// The resource's fields come from the same variables that the command line reads.
import { isRowStream, openEngine, rowsOf, SoarError } from 'defender-soar';

const { DEFENDER_API_URL, DEFENDER_AUTHORITY, DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID, DEFENDER_CLIENT_SECRET } =
  process.env;

const engine = openEngine();
const session = await engine.open({
  apiUrl: DEFENDER_API_URL ?? 'api.security.microsoft.com',
  ...(DEFENDER_AUTHORITY !== undefined && { authority: DEFENDER_AUTHORITY }),
  tenantId: DEFENDER_TENANT_ID ?? '',
  clientId: DEFENDER_CLIENT_ID ?? '',
  clientSecret: DEFENDER_CLIENT_SECRET ?? '',
});

try {
  // Params and results are typed by the id of the action; `signal` ends this call alone.
  const isolated = await session.run(
    'isolate-machine',
    { machineId: process.argv[2] ?? '', comment: 'Beaconing to a known C2 address' },
    { signal: AbortSignal.timeout(60_000), onProgress: ({ outcome }) => console.error(`write: ${outcome}`) },
  );
  if ('error' in isolated) throw isolated.error;
  console.log('result', isolated.result);

  // A list is a stream of rows: it is read page by page, however long it is.
  const listed = await session.run('list-machine-actions', { status: 'Pending' });
  if ('error' in listed) throw listed.error;
  if (isRowStream(listed.result)) for await (const action of rowsOf(listed.result)) console.log('row', action);
} catch (error) {
  if (!(error instanceof SoarError)) throw error;
  console.error(`${error.code}: ${error.message}`, error.fields.hint ?? '');
  process.exitCode = 1;
} finally {
  session.close();
}
