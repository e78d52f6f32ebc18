import type { OrganizationKind, Role } from '@parvis/shared';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

const ROLES_OF: Record<OrganizationKind, readonly Role[]> = {
  customer: ['admin', 'contract-owner', 'auditor'],
  vendor: ['support-agent', 'support-manager'],
  partner: [],
};

/** Roles that people of such an organization may hold. */
export const rolesOf = (kind: OrganizationKind): readonly Role[] => ROLES_OF[kind];

@Entity('organization')
export class OrganizationEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: OrganizationKind;
  @Column('text') name: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}
