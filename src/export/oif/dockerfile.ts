import { imageOf } from './integration.ts';

/**
 * Builds the Dockerfile of the image that the actions run in. It uses only FROM, RUN and ENV, because the platform's editor
 * ignores all other instructions, and Debian, because the scripts need bash.
 *
 * @param version of the package to install; the build fails for any other
 */
export const dockerfile = (
  version: string,
): string => `# The image ${imageOf(version)}. Fill in the two values below, then: docker build --tag ${imageOf(version)} .
# Node 24 is supported until April 2028: https://github.com/nodejs/release#release-schedule
FROM node:24-bookworm-slim

# Where this build gets defender-soar-${version}.tgz from, and the "integrity" that \`npm pack --json\` printed for it.
ENV DEFENDER_SOAR_PACKAGE="https://files.example.com/defender-soar-${version}.tgz"
ENV DEFENDER_SOAR_INTEGRITY="sha512-fill-in"

# A container ends with its action, so a cached token would never be used.
ENV DEFENDER_TOKEN_CACHE="off"

RUN set -eu; \\
    folder="$(mktemp -d)"; \\
    file="$folder/$(npm pack --loglevel error --pack-destination "$folder" "$DEFENDER_SOAR_PACKAGE")"; \\
    actual="sha512-$(node -p 'require("node:crypto").createHash("sha512").update(require("node:fs").readFileSync(process.argv[1])).digest("base64")' "$file")"; \\
    test "$actual" = "$DEFENDER_SOAR_INTEGRITY" || { echo "the package has the integrity $actual" >&2; exit 1; }; \\
    npm install --global --offline --ignore-scripts --no-audit --no-fund "$file"; \\
    npm cache clean --force --silent; \\
    rm -r "$folder"

RUN test "$(defender-soar --version)" = "${version}"
`;
