import type { ErrorCode, ErrorFields } from '../errors.ts';

/** A refusal as the table distinguishes it. */
export interface Refusal {
  /** HTTP status; left out if the connection failed. */
  status?: number;
  /** Entra's, Defender's or Node's code. */
  code?: string | undefined;
  message?: string | undefined;
  /** Whether something other than the service answered, such as a gateway. */
  foreign?: boolean;
  /** Whether the sign-in was refused. */
  signIn?: boolean;
}

/** What a refusal means, and what to do about it. */
export interface Meaning extends Required<Pick<ErrorFields, 'delivered' | 'retry' | 'certain'>> {
  is: ErrorCode;
  hint: string;
}

/** A row of the table. It matches a refusal that has everything the row gives. */
interface Row extends Pick<Refusal, 'foreign' | 'signIn'>, Pick<Meaning, 'is' | 'hint'> {
  /** One status, or the first and last of a range. */
  status?: number | readonly [number, number];
  code?: string | RegExp;
  says?: RegExp;
  delivered?: Meaning['delivered'];
  retry?: Meaning['retry'];
  certain?: boolean;
}

const passing = { delivered: 'maybe', retry: 'always' } as const;

const inBetween =
  'Something between this machine and Microsoft answered, such as a proxy, a firewall or a log-in page: let this host through, or correct proxyUrl, HTTPS_PROXY or the host in the resource.';

/** Entra ID refuses the sign-in: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const entra = (code: string, hint: string, says?: RegExp): Row => ({
  code,
  ...(says && { says }),
  is: 'authentication_failed',
  hint,
});

const ofEntra: Row[] = [
  entra('AADSTS7000215', 'The client secret is wrong: enter its value, not its ID, from "Certificates & secrets".'),
  entra(
    'AADSTS7000222',
    'The client secret has expired: add a new one under "Certificates & secrets" and enter its value.',
  ),
  entra('AADSTS7000218', 'No client secret or certificate arrived: enter one in the resource.'),
  entra(
    'AADSTS700027',
    'The client certificate has expired: make a new one, upload it under "Certificates & secrets" and enter it with its key.',
    /key used is expired/i,
  ),
  entra(
    'AADSTS700027',
    'The certificate does not belong to the application: upload it under "Certificates & secrets".',
  ),
  entra(
    'AADSTS700024',
    "Set this machine's clock: the sign-in with a certificate is valid for minutes only, and a federated token ends too.",
  ),
  {
    code: /^AADSTS70021[123]?$/,
    is: 'authentication_failed',
    hint: 'No federated credential of the application matches the token: compare its issuer, subject and audience under "Certificates & secrets", "Federated credentials"; every character counts.',
  },
  {
    code: 'AADSTS50196',
    is: 'rate_limited',
    hint: 'The application signed in too often: wait some minutes, and keep the token cache on so that runs share a token.',
  },
  entra(
    'AADSTS700016',
    'The application is unknown in this tenant: check clientId and tenantId, and that consent was given there.',
  ),
  entra('AADSTS7000112', 'The application is disabled: enable it under "Enterprise applications".'),
  entra(
    'AADSTS90002',
    'The tenant does not exist in this cloud: check tenantId, and that authority belongs to its cloud.',
  ),
  entra('AADSTS900021', 'The tenant is not valid: check tenantId.'),
  entra('AADSTS900382', 'The tenant belongs to another cloud: choose the API URL and sign-in host of that cloud.'),
  entra('AADSTS900432', 'The application belongs to another cloud: choose the API URL and sign-in host of that cloud.'),
  entra('AADSTS50034', 'The account is unknown in this tenant: check tenantId.'),
  entra(
    'AADSTS53003',
    'A conditional access policy blocks the sign-in: let this workload identity and the address of this machine through.',
  ),
  entra(
    'AADSTS500011',
    'The token resource is unknown in this tenant: check tokenResource, and that the tenant has Defender for Endpoint.',
  ),
];

/** May work later, whatever answered. From 500 on, and with 408, the service may have acted already. */
const forNow: Row[] = [
  { status: 408, is: 'timed_out', hint: 'Try again later.', ...passing },
  {
    status: 429,
    is: 'rate_limited',
    hint: 'Try again after the wait, or spread the calls.',
    delivered: 'no',
    retry: 'always',
  },
  {
    status: [500, 999],
    is: 'unavailable',
    hint: 'Try again later; if it lasts, look at the service health of Microsoft 365.',
    ...passing,
  },
];

/** Defender or Graph refuses: https://learn.microsoft.com/defender-endpoint/api/common-errors */
const ofDefender: Row[] = [
  { status: [100, 399], is: 'unexpected_response', hint: 'Check apiUrl: the API does not redirect.' },
  { status: 401, foreign: true, is: 'authentication_failed', hint: inBetween },
  {
    status: 401,
    says: /account mode is inactive|no tvm license/i,
    is: 'authentication_failed',
    hint: "The sign-in worked, but the tenant's plan does not cover this call: check its Defender for Endpoint licences (or the Vulnerability Management add-on), and that Defender was set up in the portal.",
  },
  {
    status: 401,
    is: 'authentication_failed',
    hint: 'Check tokenResource and that apiUrl belongs to the cloud of the tenant.',
  },
  {
    status: 403,
    says: /minimum remediation level|no automation level/i,
    is: 'rejected',
    hint: "Give the machine's device group an automation level in the portal (Settings, Endpoints, Device groups): it has none.",
  },
  {
    status: 403,
    code: /^(DisabledFeature|DisallowedOperation)$/,
    is: 'rejected',
    hint: 'The tenant or its settings do not allow this; see the message.',
  },
  { status: 403, foreign: true, is: 'permission_denied', hint: inBetween },
  {
    status: 403,
    says: /account is not provisioned/i,
    is: 'permission_denied',
    hint: 'Defender for Endpoint is not set up in this tenant: assign its licences and open the Microsoft Defender portal once; it can take some hours.',
  },
  {
    status: 403,
    says: /missing application roles/i,
    is: 'permission_denied',
    certain: false,
    hint: 'Grant the application one of the permissions that the message names, as an application permission, and give admin consent.',
  },
  {
    status: 403,
    is: 'permission_denied',
    hint: 'The token has every permission that this call always needs: check tokenResource (Defender answers 403 to a token for another resource) and the device groups that the application may see.',
  },
  { status: 404, foreign: true, is: 'unexpected_response', hint: inBetween },
  { status: 404, is: 'not_found', hint: 'Check the id; it may belong to another tenant or have aged out.' },
  {
    status: 405,
    is: 'rejected',
    hint: 'Check that apiUrl is an API host, and that no proxy or firewall between forbids this method.',
  },
  { status: [400, 499], foreign: true, is: 'rejected', hint: inBetween },
  { status: [400, 499], is: 'rejected', hint: "Correct the call as Defender's message says." },
];

/** Node does not trust a certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const tls = (code: string | RegExp, hint: string): Row => ({ code, is: 'network_failed', hint });

const ofTls: Row[] = [
  tls(
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'The certificate is for another name: check the host in the resource, DNS, and whether a proxy or a log-in page answers.',
  ),
  tls('CERT_NOT_YET_VALID', "The certificate is not valid yet: set this machine's clock, or wait until it is."),
  tls(
    'CERT_HAS_EXPIRED',
    "The certificate has expired: check this machine's clock; if it is right, its owner, or the network that inspects TLS, must renew it.",
  ),
  tls(
    /CERT|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY/,
    'If the network inspects TLS, give the inspecting authority in caCertificates; verification is never switched off.',
  ),
];

/** Every row; the first that matches decides. */
export const meanings: readonly Row[] = [
  ...ofEntra,
  ...forNow,
  {
    signIn: true,
    foreign: false,
    is: 'authentication_failed',
    hint: 'Check tenantId, clientId and the client secret or certificate of the resource.',
  },
  { signIn: true, is: 'unexpected_response', hint: inBetween },
  ...ofDefender,
  ...ofTls,
];

const isIn = (status: number, [first, last]: readonly [number, number]): boolean => status >= first && status <= last;

function fits(row: Row, { status = 0, code = '', message = '', foreign = false, signIn = false }: Refusal): boolean {
  if (typeof row.status === 'number' && row.status !== status) return false;
  if (typeof row.status === 'object' && !isIn(status, row.status)) return false;
  if (typeof row.code === 'string' && row.code !== code) return false;
  if (row.code instanceof RegExp && !row.code.test(code)) return false;
  if (row.says !== undefined && !row.says.test(message)) return false;
  return (row.foreign ?? foreign) === foreign && (row.signIn ?? signIn) === signIn;
}

/** The row for a refusal; undefined for a connection that failed for a reason other than its certificate. */
export const rowOf = (refusal: Refusal): Row | undefined => meanings.find((row) => fits(row, refusal));

/** What a refusal means. Defender did not act on a refused request, unless the row says otherwise. */
export function meaningOf(refusal: Refusal): Meaning | undefined {
  const row = rowOf(refusal);
  if (row === undefined) return undefined;
  const { is, hint, delivered = 'no', retry = 'never' } = row;
  return { is, hint, delivered, retry, certain: row.certain ?? (row.says !== undefined || row.foreign === true) };
}
