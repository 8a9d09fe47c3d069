import type { Values } from '../../entity/compute.js';
import { encodeItem, expectedVersion } from '../../entity/encode-item.js';
import { PutRequest } from '../put.js';
import { boundValues, writtenPlan, writtenState } from './item-state.js';
import type { Context, Operation } from './operation.js';

export const create: Operation<'create'> = (context, accessor) => {
  accessor.create = (item: Values) => putRequest(context, 'create', item);
};

export const put: Operation<'put'> = (context, accessor) => {
  accessor.put = (item: Values) => putRequest(context, 'put', item);
};

function putRequest(context: Context, operation: 'create' | 'put', given: Values) {
  const plan = writtenPlan(context);
  const values = boundValues(context, plan, operation, given);
  const item = encodeItem(plan, operation, values, Date.now());
  const version = operation === 'put' && plan.version ? expectedVersion(plan, operation, values) : undefined;
  return new PutRequest({
    ...writtenState(context, plan, operation, values, item),
    item,
    create: operation === 'create',
    ...(version !== undefined && { version }),
  });
}
