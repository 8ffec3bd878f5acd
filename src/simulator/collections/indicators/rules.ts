import { isIP } from 'node:net';
import { normalTime } from '../../tenant/time.ts';
import { checkShape } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';

/** A valid submission: texts trimmed to their documented types, the expiry in the wire form. */
export interface Submission {
  indicatorValue: string;
  indicatorType: string;
  action: string;
  title: string;
  description: string;
  severity: string;
  application: string | null;
  expirationTime: string | null;
  recommendedActions: string | null;
  rbacGroupNames: string[];
  generateAlert: boolean;
}

const shape = {
  required: {
    indicatorValue: 'string',
    indicatorType: 'string',
    action: 'string',
    title: 'string',
    description: 'string',
  },
  optional: {
    application: 'string',
    expirationTime: 'string',
    severity: 'string',
    recommendedActions: 'string',
    rbacGroupNames: 'array',
    educateUrl: 'string',
    generateAlert: 'boolean',
    // An import accepts whole Indicator entities; the service sets this field itself.
    createdByDisplayName: 'string',
  },
} as const;

/** The entity page types generateAlert as an enumeration. https://learn.microsoft.com/defender-endpoint/api/ti-indicator */
const booleans = new Map<unknown, boolean>([
  ['True', true],
  ['False', false],
]);

const fileActions = ['Allowed', 'Audit', 'Warn', 'Block', 'BlockAndRemediate'];
const networkActions = ['Allowed', 'Audit', 'Warn', 'Block'];
/** Still in the entity's enumeration, so the service accepts them, except if an action table excludes them. */
const legacyActions = ['Alert', 'AlertAndBlock'];
const severities = ['Informational', 'Low', 'Medium', 'High'];
const domain = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$/i;

interface TypeRule {
  actions: string[];
  fits: (value: string) => boolean;
}

/** https://learn.microsoft.com/defender-endpoint/indicators-overview */
const types: Record<string, TypeRule> = {
  FileSha1: { actions: [...fileActions, ...legacyActions], fits: (value) => /^[0-9a-f]{40}$/i.test(value) },
  FileSha256: { actions: [...fileActions, ...legacyActions], fits: (value) => /^[0-9a-f]{64}$/i.test(value) },
  FileMd5: { actions: [...fileActions, ...legacyActions], fits: (value) => /^[0-9a-f]{32}$/i.test(value) },
  CertificateThumbprint: { actions: ['Allowed', 'BlockAndRemediate'], fits: (value) => /^[0-9a-f]{40}$/i.test(value) },
  IpAddress: { actions: [...networkActions, ...legacyActions], fits: isFullAddress },
  DomainName: {
    actions: [...networkActions, ...legacyActions],
    fits: (value) => domain.test(value) && isIP(value) === 0,
  },
  Url: { actions: [...networkActions, ...legacyActions], fits: isUrl },
};

/**
 * Validates one submitted indicator by the documented rules.
 *
 * https://learn.microsoft.com/defender-endpoint/api/post-ti-indicator
 *
 * @param now the present moment in the wire form
 * @throws ServiceError InvalidRequestBody, MissingRequiredParameter or InvalidInput with the rule
 */
export function checkSubmission(given: Record<string, unknown>, now: string): Submission {
  const { generateAlert = null } = given;
  const body = checkShape({ ...given, generateAlert: booleans.get(generateAlert) ?? generateAlert }, shape);
  const text = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null);
  const [value, type, action] = [text('indicatorValue') ?? '', text('indicatorType') ?? '', text('action') ?? ''];
  const rule = Object.hasOwn(types, type) ? types[type] : undefined;
  if (rule === undefined) throw broken(`indicatorType '${type}' is not one of ${Object.keys(types).join(', ')}`);
  if (!rule.fits(value))
    throw broken(`indicatorValue '${value.slice(0, 200)}' is not a ${type} (no CIDR, IPv6 in full)`);
  if (!rule.actions.includes(action)) throw broken(`action '${action}' does not apply to ${type}`);
  const severity = text('severity') ?? 'Informational';
  if (!severities.includes(severity)) throw broken(`severity '${severity}' is not one of ${severities.join(', ')}`);
  if (action === 'Audit' && body.generateAlert !== true)
    throw broken('generateAlert must be true when action is Audit');
  const educates = type === 'Url' && (action === 'Block' || action === 'Warn');
  if (text('educateUrl') !== null && !educates)
    throw broken('educateUrl is only for Url indicators with Block or Warn');
  const groups = Array.isArray(body.rbacGroupNames) ? body.rbacGroupNames : [];
  if (!groups.every((name) => typeof name === 'string')) throw broken('rbacGroupNames must hold texts');
  return {
    indicatorValue: value,
    indicatorType: type,
    action,
    title: text('title') ?? '',
    description: text('description') ?? '',
    severity,
    application: text('application'),
    expirationTime: expiry(text('expirationTime'), now),
    recommendedActions: text('recommendedActions'),
    rbacGroupNames: groups,
    generateAlert: body.generateAlert === true,
  };
}

function expiry(given: string | null, now: string): string | null {
  if (given === null) return null;
  const time = normalTime(given);
  if (time === undefined) throw broken(`expirationTime '${given}' is not a date-time`);
  if (time <= now) throw broken('expirationTime must be in the future');
  return time;
}

/** A dotted quad, or all eight groups of an IPv6 address. */
function isFullAddress(value: string): boolean {
  return isIP(value) === 4 || (isIP(value) === 6 && /^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$/i.test(value));
}

function isUrl(value: string): boolean {
  return (
    !/\s/.test(value) &&
    (/^https?:\/\/[^/]/i.test(value) ? URL.canParse(value) : domain.test(value.split(/[/:?]/)[0] ?? ''))
  );
}

const broken = (rule: string): ServiceError => new ServiceError('InvalidInput', `Invalid indicator: ${rule}.`);
