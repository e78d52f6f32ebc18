import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Tx } from '../platform/database/database.ts';
import type { Queries } from '../platform/database/queries.ts';

/** Who knows whom beyond the own organization. The layer that knows memberships provides it. */
export abstract class Acquaintances {
  /**
   * SQL condition: the viewer (a parameter such as `$1`, the id of a person) and the row `person` (an alias of the
   * table `person`) have to do with each other, e.g. share a community.
   */
  abstract sqlCondition(viewer: string, person: string): string;
}

/** What happens in the layers above when somebody joins. */
export abstract class OnAcceptance {
  /** Makes the new person a member of these communities, in the transaction that creates her. Unknown ids are passed over. */
  abstract accepted(tx: Tx, personId: string, communityIds: readonly string[]): Promise<void>;
  /** The ids of communities by what a list calls them (slug, name or id). What is not found is left out. */
  abstract communities(db: Queries, called: readonly string[]): Promise<Map<string, string>>;
}

class OwnOrganizationOnly extends Acquaintances {
  sqlCondition(viewer: string, person: string): string {
    return `${person}.organization_id = (SELECT organization_id FROM person WHERE id = ${viewer})`;
  }
}

class NothingToJoin extends OnAcceptance {
  async accepted(): Promise<void> {}
  async communities(): Promise<Map<string, string>> {
    return new Map();
  }
}

/** Finds what the layers above provide (a provider under the port's own class); without them, the narrowest answer. */
@Injectable()
export class Ports {
  constructor(private readonly modules: ModuleRef) {}

  get acquaintances(): Acquaintances {
    return this.provided(Acquaintances) ?? new OwnOrganizationOnly();
  }

  get onAcceptance(): OnAcceptance {
    return this.provided(OnAcceptance) ?? new NothingToJoin();
  }

  private provided<T>(port: abstract new () => T): T | null {
    try {
      return this.modules.get<T>(port, { strict: false });
    } catch {
      return null;
    }
  }
}
