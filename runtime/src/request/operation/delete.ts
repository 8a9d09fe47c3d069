import type { Values } from '../../entity/compute.js';
import { DeleteRequest } from '../delete.js';
import { keyedState, writtenPlan } from './item-state.js';
import type { Operation } from './operation.js';

/** The method `delete`, which is no name for a constant. */
export const deleteItem: Operation<'delete'> = (context, accessor) => {
  accessor.delete = (key?: Values) => new DeleteRequest(keyedState(context, writtenPlan(context), 'delete', key));
};
