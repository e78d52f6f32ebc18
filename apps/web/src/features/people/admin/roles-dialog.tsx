import { Button, Checkbox, Modal } from '@mantine/core';
import { type OrganizationKind, type PersonAccount, Role } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldErrors } from '../../../ui/field-errors.ts';
import formClasses from '../../../ui/form.module.css';
import { Notice, ProblemNotice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useSetRoles } from '../people.queries.ts';

const SUPPORT: readonly Role[] = ['support-agent', 'support-manager'];

/** Roles that people of such an organization can hold: the support's belong to a vendor, the others to the customer. */
export const rolesFor = (kind: OrganizationKind): Role[] =>
  kind === 'partner' ? [] : Role.options.filter((role) => SUPPORT.includes(role) === (kind === 'vendor'));

/** Chooses what a person may do beyond her own communities. */
export function RolesDialog({ account: { id, name, roles, organization }, onClose }: { account: PersonAccount; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const [chosen, choose] = useState<readonly Role[]>(roles);
  const save = useSetRoles();
  const wrong = useFieldErrors(save.error)('roles');
  return (
    <Modal opened onClose={onClose} title={t('people.rolesTitle', { name })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        className={formClasses['form']}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { params: { id }, body: { roles: [...chosen] } },
            {
              onSuccess: () => {
                onClose();
                toast(t('people.rolesSaved', { name }));
              },
            },
          );
        }}
      >
        <RoleChoice kind={organization.kind} chosen={chosen} onChange={choose} />
        {wrong ? <Notice tone="bad">{wrong}</Notice> : <ProblemNotice error={save.error} />}
        <div className={formClasses['actions']}>
          <Button type="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

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
