const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a platform that Entra ID trusts says about a workload. */
export const workload = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/playbooks:environment:defender-isolate',
  audience: 'api://AzureADTokenExchange',
};

/**
 * A token of the platform; its signature is not one.
 * @param endsAt milliseconds since 1970
 */
export const federatedToken = (endsAt: number, { subject = workload.subject, id = 'a' } = {}): string =>
  [
    part({ alg: 'RS256', typ: 'JWT' }),
    part({ iss: workload.issuer, sub: subject, aud: workload.audience, exp: Math.floor(endsAt / 1000), jti: id }),
    part({ not: 'a signature' }),
  ].join('.');
