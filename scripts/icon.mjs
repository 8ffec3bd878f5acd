// Draws the integration's icon. The drawing in artwork/ is the only source: a rasteriser in WebAssembly makes the same
// bytes of it on every platform, so no picture has to be committed beside it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { root } from './catalogue.mjs';

const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');

/**
 * The icon that the manifest names, as a `data:image/png;base64,` URL.
 * @param {string} name of the drawing, without its ending
 */
export async function iconUrl(name) {
  await initWasm(readFileSync(wasm));
  const png = new Resvg(readFileSync(new URL(`artwork/${name}.svg`, root), 'utf8')).render().asPng();
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
