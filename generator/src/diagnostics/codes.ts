/** Every code that a diagnostic can carry. Codes are stable: a published one is never given another meaning. */
export const CODES = {
  'schema.alias': {
    title: 'A YAML alias without anchor, inside its own anchor, or expanding without measure',
    why: 'Its value cannot be known, never ends, or is an attack.',
  },
  'schema.collection': {
    title: 'A collection whose entities do not share its partition or table',
    why: 'One query reads one partition of one table.',
  },
  'schema.compute': {
    title: 'A computed attribute that depends on itself, or on what has no fixed text',
    why: 'The value could not be worked out on a write.',
  },
  'schema.default': {
    title: 'A default that is not a value of its type',
    why: 'Every write without the attribute would fail.',
  },
  'schema.duplicate-name': {
    title: 'A name given twice',
    why: 'Only one of the two could count; which one would be chance.',
  },
  'schema.empty': { title: 'A schema without content', why: 'There is nothing to generate.' },
  'schema.environment': {
    title: 'An environment without the name of a table, or with the name of none',
    why: 'Policies point at real table names.',
  },
  'schema.generate': {
    title: 'A generator on a type that it does not fit',
    why: 'The generated value would not be one of the type.',
  },
  'schema.key': { title: 'A map key that is not plain text', why: 'Usually a template that lacks quotes.' },
  'schema.missing-property': {
    title: 'A part that must be given is missing',
    why: 'Nothing sensible can stand in its place.',
  },
  'schema.modifier': { title: 'Modifiers that contradict each other', why: 'Only one of them could be followed.' },
  'schema.name': {
    title: 'A name that is not of the form that its place needs',
    why: 'Names become identifiers, file names and DynamoDB names.',
  },
  'schema.name-collision': {
    title: 'Two definitions that emit the same TypeScript name',
    why: 'The generated code would not compile.',
  },
  'schema.pattern': { title: 'A pattern that is not a regular expression', why: 'It could never be checked.' },
  'schema.reserved-name': {
    title: 'A name that has a meaning in JavaScript or in the generated code',
    why: 'It would shadow or break what has the name already.',
  },
  'schema.slow-pattern': {
    title: 'A pattern that is too slow for some texts',
    why: 'A text that does not match could keep the process busy for minutes.',
  },
  'schema.stored-name': { title: 'Two attributes stored under one name', why: 'One would overwrite the other.' },
  'schema.too-deep': { title: 'Values nested too deep', why: 'A mistake or an attack.' },
  'schema.too-large': { title: 'A schema file that is too large', why: 'A mistake or an attack.' },
  'schema.type': { title: 'A value of the wrong kind, such as a list where a map belongs', why: 'It cannot be read.' },
  'schema.type-cycle': { title: 'A type that contains itself without end', why: 'No value of it could exist.' },
  'schema.type-option': {
    title: 'A type that is given twice or not at all, or an option of another type',
    why: 'It would have no effect.',
  },
  'schema.unknown-attribute': {
    title: 'An attribute that the entity does not have',
    why: 'There is nothing to refer to.',
  },
  'schema.unknown-entity': { title: 'An entity that the schema does not have', why: 'There is nothing to refer to.' },
  'schema.unknown-index': { title: 'An index that the table does not have', why: 'There is nothing to refer to.' },
  'schema.unknown-property': { title: 'A property that the language does not have', why: 'It would be ignored.' },
  'schema.unknown-scope': { title: 'A scope that the schema does not have', why: 'There is nothing to refer to.' },
  'schema.unknown-table': {
    title: 'A table that the schema does not have, or a choice of table that is missing',
    why: 'There is nothing to refer to.',
  },
  'schema.unknown-type': {
    title: 'A type that is neither a word of the language nor a name under `types`',
    why: 'There is nothing to refer to.',
  },
  'schema.unused-type': {
    title: 'A type that nothing uses (warning)',
    why: 'It is emitted for nothing, or a reference is missing.',
  },
  'schema.value': { title: 'A value outside of the allowed words or range', why: 'It has no meaning there.' },
  'schema.yaml': { title: 'Text that is not YAML', why: 'It cannot be read.' },

  'key.delimiter-in-part': {
    title: 'A key part whose values hold the delimiter that ends it',
    why: 'Two different items could get one key.',
  },
  'key.empty-part': {
    title: 'A key part that the schema allows to be empty',
    why: 'A key without the part could be read in two ways.',
  },
  'key.index-kind': {
    title: 'A local index with a partition, a global one without, or a key that its index does not have',
    why: 'DynamoDB has no such key.',
  },
  'key.index-limit': { title: 'More indexes than DynamoDB allows', why: 'The table could not be created.' },
  'key.index-used-twice': {
    title: 'Two access patterns of one entity on one index',
    why: 'An item has one key in each index.',
  },
  'key.item-collection': {
    title: 'Items that pile up by time in one partition of a table with a local index (warning)',
    why: 'A partition with its copies in local indexes is limited to 10 GB.',
  },
  'key.may-be-too-long': {
    title: 'A key that its attributes can make longer than DynamoDB allows (warning)',
    why: 'Items with such a key are refused when they are written.',
  },
  'key.missing-sort': {
    title: 'A sort key template where the table has no sort key, or none where it has one',
    why: 'Items could not be stored.',
  },
  'key.mutable-part': {
    title: 'An attribute in a primary key that changes with each write',
    why: 'The key of an item never changes.',
  },
  'key.optional-part': {
    title: 'An optional attribute in a primary key',
    why: 'An item without it would have no key.',
  },
  'key.overlap': {
    title: 'Two entities of one table that can make the same key',
    why: 'An item of one would overwrite an item of the other.',
  },
  'key.part-format': { title: 'A key format on a type that it does not fit', why: 'The part could not be written.' },
  'key.part-type': { title: 'An attribute in a key whose type has no text form', why: 'Keys are text.' },
  'key.shared-attribute': {
    title: 'Two keys that share an attribute and want different text in it',
    why: 'An item has one value for it.',
  },
  'key.template': { title: 'Text that is not a key template', why: 'No key could be built.' },
  'key.too-long': { title: 'A key that can only be longer than DynamoDB allows', why: 'Every write would fail.' },
  'key.unbounded-partition': {
    title: 'Items that pile up by time in one partition (warning)',
    why: 'All writes go to its newest end, which is limited to 1,000 write units a second.',
  },
  'key.unknown-attribute': {
    title: 'A key template that names an attribute which the entity does not have',
    why: 'The part would have no value.',
  },
  'key.unpadded-number': {
    title: 'A number in a sort key without padding',
    why: 'Text sorts 10 before 9, so ranges would be wrong.',
  },

  'scope.not-closed': {
    title: 'A scope parameter that is not closed by the end or by a character outside of session tags',
    why: 'One tenant could name itself so that its keys fall into the partition of another.',
  },
  'scope.outside': { title: 'A partition that begins with no prefix of a scope', why: 'Nothing would fence it.' },
  'scope.overlap': { title: 'Two scopes whose prefixes can be equal', why: 'A partition would have two owners.' },
  'scope.parameter': {
    title: 'A scope prefix that does not hold exactly one plain parameter, or none',
    why: 'One session tag carries one value.',
  },
  'scope.parameter-type': {
    title: 'A scope parameter that is not a plain string, or that no session tag can be',
    why: 'It is compared with a session tag.',
  },
  'scope.principal-tag': {
    title: 'A scope without the tag of its parameter, with one too many, or sharing one',
    why: 'The policy compares the parameter with that tag.',
  },
  'scope.unscoped': {
    title: '`unscoped: true` on a partition that lies in a scope',
    why: 'It says the opposite of the template.',
  },

  'policy.audit-tag': {
    title: 'An audit or inherited tag that is the tag of a scope',
    why: 'A caller could choose its tenant by it.',
  },
  'policy.empty-role': { title: 'A role that grants nothing', why: 'It would become an empty policy.' },
  'policy.external-id': {
    title: 'A trusted principal of another account without an external id (warning)',
    why: 'It may be talked into beginning a session for somebody else.',
  },
  'policy.grant': { title: 'A grant that contradicts itself', why: 'Part of it could have no effect.' },
  'policy.nobody-trusted': {
    title: 'An unscoped role that names nobody who may assume it (warning)',
    why: 'The principals of the tenant-facing service must not reach what no scope fences.',
  },
  'policy.unknown-action': {
    title: 'An action that AWS does not have, or a pattern for actions of DynamoDB in a tenant role',
    why: 'The reach of an unknown action cannot be proved.',
  },
  'policy.unknown-condition': {
    title: 'An operator, a condition key or a variable that IAM does not have',
    why: 'IAM refuses it, or never finds a value for it: the condition then holds for every request or for none.',
  },
  'policy.unreachable-duration': {
    title: 'A longest session that no caller can reach (warning)',
    why: 'STS ends a session that a role begins after an hour.',
  },
  'policy.missing-tag': {
    title: 'A grant on partitions of a scope whose tag the role lacks',
    why: 'Every request would be denied.',
  },
  'policy.near-limit': {
    title: 'A policy of more than 80 % of the characters that AWS allows (warning)',
    why: 'A few more partition families or grants will not fit.',
  },
  'policy.per-tenant': {
    title: 'A role for each tenant whose sessions no tenant can have',
    why: 'Nobody could begin a session of it.',
  },
  'policy.public-write': {
    title: 'A fenced role that may write to public partitions',
    why: 'Every tenant would see what one of them wrote.',
  },
  'policy.role-name': {
    title: 'A role whose name in IAM is too long, or not unique in its account',
    why: 'IAM would refuse it.',
  },
  'policy.scan': {
    title: '`scan` in a role that is not unscoped',
    why: 'A scan reads all tenants: IAM has no keys to check on it.',
  },
  'policy.statement': {
    title: 'An additional statement that is not an IAM statement',
    why: 'IAM would refuse the policy.',
  },
  'policy.too-large': {
    title: 'A policy larger than AWS allows, or more policies than a role can have',
    why: 'AWS would refuse it.',
  },
  'policy.unknown-access-pattern': {
    title: 'An access pattern that the entity does not have',
    why: 'There is nothing to refer to.',
  },
  'policy.unscoped': {
    title: 'A fenced role that is granted an unscoped partition',
    why: 'The role could read all tenants through it.',
  },
  'policy.unused-acceptance': {
    title: 'An acknowledgement of access that is not wider than granted (warning)',
    why: 'Access that becomes wider later would be accepted unseen.',
  },
  'policy.unused-tag': {
    title: 'A tag that no grant of the role needs (warning)',
    why: 'Sessions carry it for nothing.',
  },

  'policy.wider-than-granted': {
    title: 'Access that IAM must allow beyond the grants of a role, and that the role does not acknowledge (warning)',
    why: 'Access should differ from the grants only where somebody has reviewed it.',
  },
  'output.path': {
    title: 'An output folder that is absolute, leaves the project, or is used twice',
    why: 'Files of others could be overwritten.',
  },
  'output.too-large': {
    title: 'A stack of more resources, parameters, outputs or bytes than CloudFormation accepts',
    why: 'CloudFormation would refuse it.',
  },
} as const;

export type Code = keyof typeof CODES;
