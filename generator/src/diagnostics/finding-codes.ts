/** Every code of a finding: what the checker of the policies proves wrong. */
export const FINDING_CODES = {
  'policy.open-partition': {
    title: 'A template whose keys are not all inside the scope that it claims',
    why: 'The policy of the scope would not fence them.',
  },
  'policy.attributes': {
    title: 'A grant limited to attributes that allows more than these',
    why: 'The role could see what it must not.',
  },
  'policy.foreign-key': { title: 'One session reaches a key that another owns', why: 'Tenants are not apart.' },
  'policy.mixed-batch': {
    title: 'A batch with a foreign key passes because it also holds an own one',
    why: 'Tenants are not apart.',
  },
  'policy.no-key': { title: 'A tenant role may do something that no key limits', why: 'Tenants are not apart.' },
  'policy.outside-scope': {
    title: 'A tenant role reaches keys that belong to no scope',
    why: 'Nothing says whose they are.',
  },
  'policy.public-write': {
    title: 'A tenant role may write public items',
    why: 'Every tenant would see what one of them wrote.',
  },
  'policy.refused': {
    title: 'The generated client may issue a request for the role, and the policies refuse it',
    why: 'It would fail in production.',
  },
  'policy.tag-guard': {
    title: 'A session with an empty or missing tag reaches something that is not public',
    why: 'A session tag may be empty.',
  },
  'policy.unproved': {
    title: 'A statement on the tables of which neither safety nor a counterexample was found',
    why: 'A statement that is not proved is not safe.',
  },
  'policy.wider': {
    title: 'The policies allow what no grant of the role needs',
    why: 'A role gets what its grants can issue, and nothing else.',
  },
  'policy.escalation': {
    title: 'A tenant role may change the policies that fence it',
    why: 'Nothing that is proved of them holds for long.',
  },
  'guardrail.wider': {
    title: 'The resource policy of a table lets a role that was given too much over the border',
    why: 'It is there for the day when somebody widens a policy by hand.',
  },
  'guardrail.refused': {
    title: 'The resource policy of a table stops what the generated client may issue, or a role that it is not about',
    why: 'It would fail in production.',
  },
  'trust.refused': { title: 'A session that the schema foresees cannot begin', why: 'Its caller could do nothing.' },
  'trust.wider': { title: 'A session can begin that the schema does not foresee', why: 'Its tags would be trusted.' },
  'session-issuer.refused': {
    title: 'The principal that hands out sessions cannot hand out one that the schema foresees',
    why: 'Its caller could do nothing.',
  },
  'session-issuer.wider': {
    title: 'The principal that hands out sessions may do more than that',
    why: 'It could reach the table without a tenant.',
  },
} as const;
