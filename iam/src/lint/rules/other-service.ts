import { foldName } from '../../fold.js';
import type { LintRule } from '../finding.js';

/** Services whose actions have resources of their own service only. Source: AWS Service Authorization Reference. */
const OWN_RESOURCES = ['dynamodb', 's3'];

export const otherService: LintRule = {
  id: 'other-service',
  title: 'An action on resources of other services only',
  severity: 'warning',
  impact: 'Nothing in an Allow, which allows nothing; a Deny of it stops nobody.',
  check({ actions, resources }) {
    const services = resources.map(serviceOf);
    // A resource that does not name its service may be of any.
    if (services.length === 0 || services.includes(undefined)) return [];
    const dead = actions.filter((action) => {
      const service = foldName(action.split(':')[0] ?? '');
      return OWN_RESOURCES.includes(service) && !services.includes(service);
    });
    if (dead.length === 0) return [];
    return [
      {
        element: ['Resource'],
        summary: `${dead.join(', ')}: no resource of the statement is of the same service. Name the resource that is meant.`,
      },
    ];
  },
};

/** The service that an ARN names in so many words. */
const serviceOf = (resource: string): string | undefined => /^arn:[^:]+:([a-z0-9-]+):/.exec(resource)?.[1];
