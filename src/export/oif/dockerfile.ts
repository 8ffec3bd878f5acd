import { imageOf } from './integration.ts';

/**
 * The image that the actions run in. Only FROM, RUN and ENV: the platform's own editor ignores ARG, COPY, ADD, USER and
 * the rest. Debian, because the scripts want bash.
 *
 * @param version of the package that is installed; another one ends the build
 */
export const dockerfile = (
  version: string,
): string => `# The image ${imageOf(version)}. Fill in the two values below, then: docker build --tag ${imageOf(version)} .
# Node 24 is supported until April 2028: https://github.com/nodejs/release#release-schedule
FROM node:24-bookworm-slim

# Where this build gets defender-soar-${version}.tgz from, and the "integrity" that \`npm pack --json\` printed for it.
ENV DEFENDER_SOAR_PACKAGE="https://files.example.com/defender-soar-${version}.tgz"
ENV DEFENDER_SOAR_INTEGRITY="sha512-fill-in"

# A container ends with its action: a token kept in it would serve nobody.
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
