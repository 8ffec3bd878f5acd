import { resourceFields } from '../../generated/fields.ts';
import { fieldsInFiles } from '../../resource/fields.ts';
import { kebab } from '../../runner/param-options.ts';
import { firstSentence } from '../../runner/usage.ts';

/** An option that answers a field of the resource. */
export interface FieldOption {
  field: string;
  /** Name of the option, without dashes. */
  name: string;
  /** What to write for its value. */
  value: string;
  help: string;
  /** Whether the value is the path of a file that has the text of the field. */
  inFile: boolean;
}

/**
 * The options of all fields, in the order of the manifest. Other processes can read a command line, so a field that is a
 * secret is given by its file; `proxyUrl`, which may have a password and is read from the environment, has no option.
 */
export const fieldOptions: readonly FieldOption[] = resourceFields
  .filter(({ id, type }) => type !== 'password' || fieldsInFiles.includes(id))
  .map(({ id, help }) => {
    const inFile = fieldsInFiles.includes(id);
    return {
      field: id,
      name: inFile ? `${kebab(id)}-file` : kebab(id),
      value: inFile ? 'path' : 'text',
      help: inFile ? `file, or - for stdin: ${firstSentence(help)}` : firstSentence(help),
      inFile,
    };
  });

/** Names the option that answers a field. */
export function optionFor(field: string): string {
  if (field === 'apiUrl') return '--cloud or --api-url';
  const option = fieldOptions.find((one) => one.field === field);
  return option === undefined ? field : `--${option.name}`;
}
