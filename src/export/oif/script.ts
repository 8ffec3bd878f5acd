/**
 * The script behind an action: params and settings are in its environment, and stay there.
 *
 * It runs what the image has installed. `npx` might go to the network, and writes to stderr, which the platform takes for
 * a failure. Without `exec` bash would keep the signal that ends a container to itself.
 *
 * @param version of the package; an image with an older one refuses the call
 */
export const runScript = (id: string, version: string): string =>
  `exec defender-soar run ${id} --from-env --exported-from ${version}\n`;
