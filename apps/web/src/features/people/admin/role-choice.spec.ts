import { describe, expect, it } from 'vitest';
import { rolesFor } from './role-choice.tsx';

describe('roles that can be given', () => {
  it('are the customer’s own, without the support', () => expect(rolesFor('customer')).toEqual(['admin', 'contract-owner', 'auditor']));
  it('are the support’s for a vendor', () => expect(rolesFor('vendor')).toEqual(['support-agent', 'support-manager']));
  it('are none for a partner', () => expect(rolesFor('partner')).toEqual([]));
});
