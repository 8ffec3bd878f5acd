import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readText } from './checkout.ts';

const WASM = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');

/**
 * Draws `artwork/<name>.svg` as a `data:image/png;base64,` URL. A rasterizer in WebAssembly gives the same bytes on every
 * platform, so that no picture has to be committed.
 */
export async function iconUrl(name: string): Promise<string> {
  await initWasm(readFileSync(WASM));
  const png = new Resvg(readText(`artwork/${name}.svg`)).render().asPng();
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
