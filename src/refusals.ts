import { type Fault, SoarError } from './errors.ts';

const hints = {
  invalid_params: 'Correct the params: --help and --describe show them.',
  invalid_resource: 'Correct the fields: `defender-soar init` asks for them and writes a file for --resource.',
};

const refusal = (code: keyof typeof hints, what: string, faults: readonly Fault[]): SoarError =>
  new SoarError(
    code,
    `${what} refused, nothing was sent: ${faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`,
    {
      hint: hints[code],
      details: faults,
    },
  );

/** Builds the error of params that are refused, with every fault. */
export const paramRefusal = (faults: readonly Fault[]): SoarError =>
  refusal('invalid_params', 'the params were', faults);

/** Builds the error of a resource that is refused, with every fault, also those of params that came with it. */
export const resourceRefusal = (faults: readonly Fault[]): SoarError =>
  refusal('invalid_resource', 'the resource was', faults);
