import type { Values } from '../../entity/compute.js';
import { encodeItem, expectedVersion } from '../../entity/encode-item.js';
import type { EntityDefinition } from '../../entity/entity.js';
import { PutRequest } from '../put.js';
import type { Service } from '../service.js';
import { boundValues, writtenPlan, writtenState } from './item-state.js';
import type { Operation } from './operation.js';

export const create: Operation<'create'> = (service, entity, accessor) => {
  accessor.create = (item: Values) => putRequest(service, entity, 'create', item);
};

export const put: Operation<'put'> = (service, entity, accessor) => {
  accessor.put = (item: Values) => putRequest(service, entity, 'put', item);
};

function putRequest(service: Service, entity: EntityDefinition, operation: 'create' | 'put', given: Values) {
  const plan = writtenPlan(entity);
  const values = boundValues(service, plan, operation, given);
  const item = encodeItem(plan, operation, values, Date.now());
  const version = operation === 'put' && plan.version ? expectedVersion(plan, operation, values) : undefined;
  return new PutRequest({
    ...writtenState(service, plan, operation, values, item),
    item,
    create: operation === 'create',
    ...(version !== undefined && { version }),
  });
}
