import type { Language, Role } from '@parvis/shared';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

@Entity('person')
export class PersonEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') organizationId: string;
  @Column('citext') email: string;
  @Column('text') name: string;
  @Column('text', { default: '' }) job: string;
  @Column('text', { default: 'fr' }) language: Language;
  @Column('text', { default: 'Europe/Paris' }) timeZone: string;
  @Column('uuid', { nullable: true }) photoId: string | null;
  @Column('text', { nullable: true, select: false }) passwordHash: string | null;
  @Column('text', { array: true, default: '{}' }) roles: Role[];
  @Column('timestamptz', { nullable: true }) guestUntil: Date | null;
  @Column('boolean', { default: false }) pendingApproval: boolean;
  @Column('timestamptz', { nullable: true }) deactivatedAt: Date | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) lastSeenAt: Date | null;

  /** May sign in. The same rule in SQL is `isActive` of `people.sql.ts`. */
  get active(): boolean {
    return this.deactivatedAt === null && !this.pendingApproval && (this.guestUntil === null || this.guestUntil > new Date());
  }
}
