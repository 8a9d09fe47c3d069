import type { AccessPattern, Entity, Key } from '../model/entity.js';
import type { Bucket, Collection, Scope } from '../model/model.js';
import type { Table } from '../model/table.js';
import type { PlannedField, Shape } from './planned-type.js';

/** Everything that the client's files declare, named, and still no text. */
export interface ClientPlan {
  readonly service: string;
  /** `FlightClub`, the interface that `factory` makes. */
  readonly name: string;
  /** `createFlightClub`. */
  readonly factory: string;
  readonly tables: readonly TablePlan[];
  readonly scopes: readonly ScopePlan[];
  readonly types: readonly Shape[];
  readonly entities: readonly EntityPlan[];
  readonly collections: readonly CollectionPlan[];
  readonly buckets: readonly BucketPlan[];
}

export interface BucketPlan {
  readonly bucket: Bucket;
  /** `documentsBucket`. */
  readonly constant: string;
  readonly parameters: readonly string[];
}

export interface TablePlan {
  readonly table: Table;
  /** `appTable`. */
  readonly constant: string;
}

export interface ScopePlan {
  readonly scope: Scope;
  /** `tenantScope`. */
  readonly constant: string;
}

/** A parameter of a key. It may be left out where other parameters give it. */
export interface KeyField {
  readonly field: PlannedField;
  readonly optional: boolean;
}

/** An object type of key parameters: a declaration of its own, or written in place when it is one field. */
export interface ParameterObject {
  readonly name: string;
  readonly inline: boolean;
  readonly fields: readonly KeyField[];
}

export interface EntityPlan {
  readonly entity: Entity;
  /** Without ending: `flight-event`. */
  readonly file: string;
  readonly table: TablePlan;
  readonly names: EntityNames;
  readonly fields: readonly PlannedField[];
  /** The parameter `shard`, where the entity has shards. */
  readonly shard: PlannedField | undefined;
  /** A role may scan. */
  readonly scan: boolean;
  readonly key: ParameterObject;
  /** Fields that reads give only where `select` names them. */
  readonly hidden: readonly PlannedField[];
  readonly input: readonly PlannedField[];
  /** Fields that `set` takes. */
  readonly patch: readonly PlannedField[];
  /** The primary key's query first, then one per access pattern. */
  readonly queries: readonly QueryPlan[];
  /** The attributes that must be unique within the scope, with the scope's prefix. */
  readonly unique: UniquePlan | undefined;
  readonly writeGuard: WriteGuardPlan | undefined;
}

export interface UniquePlan {
  readonly prefix: string;
  readonly groups: readonly (readonly string[])[];
}

/** The entity whose item must allow a write. */
export interface WriteGuardPlan {
  /** `AircraftGuard`: what `guard()` takes. */
  readonly type: string;
  /** `role`: the name in `forSession(session, { role: … })`. */
  readonly name: string;
  readonly entity: EntityNames;
  /** The file that declares the guard entity. */
  readonly file: string;
  /** The parameter that the write itself settles, where both lie in one scope. */
  readonly settled: string | undefined;
  readonly attribute: string;
  readonly contains: string;
}

export interface EntityNames {
  /** `Member`; the others derive from it. */
  readonly item: string;
  readonly key: string;
  readonly input: string;
  readonly patch: string;
  readonly attributes: string;
  /** `MemberHidden`: the hidden attributes, where there are any. */
  readonly hidden: string;
  readonly accessor: string;
  /** `memberEntity`: the constant that holds the definition. */
  readonly definition: string;
  /** `memberAccessor`: the function that makes the accessor. */
  readonly factory: string;
  /** `member`: the property of the service. */
  readonly property: string;
}

export interface QueryPlan {
  /** `query` for the primary key, else the access pattern's name. */
  readonly method: string;
  /** Undefined for the primary key. */
  readonly accessPattern: AccessPattern | undefined;
  readonly templates: Key;
  readonly partition: ParameterObject;
  /** Undefined where the sort key holds no parameter that the partition does not. */
  readonly sort: ParameterObject | undefined;
  /** The entities whose keys the query can meet, so that it must tell them apart. */
  readonly shared: readonly string[];
  readonly codec: KeyCodecPlan;
  /** The attributes of an index that projects some; undefined where it projects whole items. */
  readonly projected: ProjectedPlan | undefined;
}

export interface KeyCodecPlan {
  /** `memberKey`, `memberByStatusKey`. */
  readonly constant: string;
  readonly parameters: ParameterObject;
  /** Names of the key attributes in DynamoDB. */
  readonly attributes: readonly string[];
}

export interface ProjectedPlan {
  /** `MemberClubsOfUser`. */
  readonly name: string;
  readonly fields: readonly KeyField[];
  readonly hidden: readonly KeyField[];
}

export interface CollectionPlan {
  readonly collection: Collection;
  readonly table: TablePlan;
  readonly entities: readonly EntityPlan[];
  /** Entities of the same partitions that are not of the collection. */
  readonly others: readonly string[];
  /** `ClubDirectoryItem`. */
  readonly item: string;
  /** `clubDirectoryCollection`. */
  readonly constant: string;
  readonly partition: ParameterObject;
}
