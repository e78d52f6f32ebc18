import { Button, Modal } from '@mantine/core';
import type { PersonAccount, Role } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldErrors } from '../../../ui/field-errors.ts';
import formClasses from '../../../ui/form.module.css';
import { Notice, ProblemNotice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useSetRoles } from '../people.queries.ts';
import { RoleChoice } from './role-choice.tsx';

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
