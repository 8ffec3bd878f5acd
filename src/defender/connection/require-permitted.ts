import { grantHint, missingPermissions, type PermissionNeed } from '../../cloud/grants.ts';
import { SoarError } from '../../errors.ts';

/** Throws `permission_denied` if the tokens lack a permission that one of these actions always needs. */
export function requirePermitted(
  actions: readonly string[],
  needed: readonly PermissionNeed[],
  granted: readonly string[],
  clientId: string,
): void {
  const missing = missingPermissions(
    needed.filter(({ action }) => actions.includes(action)),
    granted,
  );
  if (missing.length === 0) return;
  const barred = [...new Set(missing.flatMap((entry) => entry.actions))];
  const permissions = missing.map(({ permission }) => permission);
  throw new SoarError(
    'permission_denied',
    `the sign-in worked, but Defender would refuse ${barred.join(', ')}: the token lacks ${permissions.join(', ')}`,
    { hint: grantHint(permissions, clientId), details: { granted, missing } },
  );
}
