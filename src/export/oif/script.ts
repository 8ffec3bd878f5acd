/**
 * Builds the script of an action. Params and settings are in its environment, and stay there.
 *
 * It runs the package that the image has installed: `npx` might use the network, and writes to stderr, which the platform
 * reads as a failure. `exec` lets the signal that ends a container reach the runner instead of bash.
 *
 * @param version of the package; an image with an older version refuses the call
 */
export const runScript = (id: string, version: string): string =>
  `exec defender-soar run ${id} --from-env --exported-from ${version}\n`;
