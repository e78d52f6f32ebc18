import { Checkbox } from '@mantine/core';
import { type OrganizationKind, Role } from '@parvis/shared';
import { useTranslation } from 'react-i18next';
import formClasses from '../../../ui/form.module.css';

const SUPPORT: readonly Role[] = ['support-agent', 'support-manager'];

/** Roles that people of such an organization can hold: the support's belong to a vendor, the others to the customer. */
export const rolesFor = (kind: OrganizationKind): Role[] =>
  kind === 'partner' ? [] : Role.options.filter((role) => SUPPORT.includes(role) === (kind === 'vendor'));

/** Boxes for the roles that an organization of this kind allows. */
export function RoleChoice({
  kind,
  chosen,
  onChange,
}: {
  kind: OrganizationKind;
  chosen: readonly Role[];
  onChange: (roles: Role[]) => void;
}) {
  const { t } = useTranslation('admin');
  const allowed = rolesFor(kind);
  return (
    <fieldset className={formClasses['checks']}>
      <legend>{t('people.roles')}</legend>
      {allowed.length === 0 && <p className="muted">{t('role.none')}</p>}
      {allowed.map((role) => (
        <Checkbox
          key={role}
          label={t(`role.${role}`)}
          checked={chosen.includes(role)}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? [...chosen, role] : chosen.filter((other) => other !== role))}
        />
      ))}
    </fieldset>
  );
}
