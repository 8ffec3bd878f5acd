/** Levels of `DEFENDER_LOG`, from most to least talkative. */
export const logLevels = ['debug', 'info', 'warn'] as const;

/** A level of `DEFENDER_LOG`. */
export type LogLevel = (typeof logLevels)[number];

type Write = (event: string, fields?: Record<string, unknown>) => void;

/** Writes events as JSON lines; what is below the level is dropped. */
export type Log = Record<LogLevel, Write>;

/** Removes secrets from text that leaves the process other than as a result. */
export interface Redactor {
  /** Remembers a secret; text shorter than four characters would mutilate the message and is left alone. */
  add(secret: string | undefined): void;
  /**
   * The value with every text in it freed of the secrets known so far and of signatures of links; keys stay. To be done
   * before text is shortened: half a secret is recognised by nobody.
   */
  clean<T>(value: T): T;
}

// The parts of a signed storage link that let its holder in: https://learn.microsoft.com/rest/api/storageservices/create-service-sas
const linkSignature = /([?&](?:sig|signature|token|se|skoid)=)[^&\s"'\\<>]+/gi;

/** A redactor that removes by value: as it is, as JSON escapes it, as a URL and as a form encode it. */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  function cleanText(text: string): string {
    let clean = text;
    for (const secret of [...known].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, '[redacted]');
    return clean.replace(linkSignature, '$1[redacted]');
  }
  function clean(value: unknown): unknown {
    if (typeof value === 'string') return cleanText(value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item)]));
  }
  return {
    clean: clean as Redactor['clean'],
    add(secret) {
      if (secret === undefined || secret.length < 4) return;
      const asForm = new URLSearchParams([['', secret]]).toString().slice(1);
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), asForm])
        known.add(form);
    },
  };
}

/** A log at `level` (none: silent) that hands finished lines, without line break, to `write`. */
export function createLog(level: LogLevel | undefined, redactor: Redactor, write: (line: string) => void): Log {
  const from = level === undefined ? logLevels.length : logLevels.indexOf(level);
  const at = (name: LogLevel): Write =>
    logLevels.indexOf(name) < from
      ? () => {}
      : (event, fields) =>
          write(JSON.stringify(redactor.clean({ time: new Date().toISOString(), level: name, event, ...fields })));
  return { debug: at('debug'), info: at('info'), warn: at('warn') };
}
