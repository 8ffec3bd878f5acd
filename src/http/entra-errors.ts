import { SoarError } from '../errors.ts';

/** What Entra's error numbers mean to the person who filled in the form: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const hints: Record<string, string> = {
  AADSTS7000215: 'The client secret is wrong: enter its value, not its ID, from "Certificates & secrets".',
  AADSTS7000222: 'The client secret has expired: add a new one under "Certificates & secrets" and enter its value.',
  AADSTS7000218: 'No client secret or certificate arrived: enter one in the resource.',
  AADSTS700027: 'The certificate does not belong to the application: upload it under "Certificates & secrets".',
  AADSTS700016:
    'The application is unknown in this tenant: check clientId and tenantId, and that consent was given there.',
  AADSTS90002: 'The tenant does not exist in this cloud: check tenantId, and that authority belongs to its cloud.',
  AADSTS900021: 'The tenant is no valid one: check tenantId.',
  AADSTS900382: 'The tenant belongs to another cloud: choose the API URL and sign-in host of that cloud.',
  AADSTS900432: 'The application belongs to another cloud: choose the API URL and sign-in host of that cloud.',
  AADSTS50034: 'The account is unknown in this tenant: check tenantId.',
  AADSTS53003:
    'A conditional access policy blocks the sign-in: let this workload identity and the address of this machine through.',
  AADSTS500011:
    'The token resource is unknown in this tenant: check tokenResource, and that the tenant has Defender for Endpoint.',
  AADSTS7000112: 'The application is disabled: enable it under "Enterprise applications".',
};

/** What MSAL throws when Entra said no: https://learn.microsoft.com/entra/msal/javascript/node/ */
export interface EntraRefusal {
  errorMessage?: string | undefined;
  errorCode?: string | undefined;
  correlationId?: string | undefined;
}

/** Entra's refusal as an error, its AADSTS number kept. */
export function refusal({ errorMessage = '', errorCode, correlationId }: EntraRefusal): SoarError {
  const [said = errorMessage, number] =
    /(AADSTS\d+).*?(?=\r?\n| Trace ID:| - Correlation ID:|$)/.exec(errorMessage) ?? [];
  return new SoarError(
    'authentication_failed',
    `Entra ID refused the sign-in: ${said || errorCode || 'no reason given'}`,
    {
      hint:
        (number && hints[number]) ?? 'Check tenantId, clientId and the client secret or certificate of the resource.',
      defenderCode: number ?? errorCode,
      requestId: correlationId || undefined,
      taken: 'no',
      again: 'never',
    },
  );
}
