import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { assetsOf } from '../../peers/dynamodb-toolbox.mjs';
import { key, patch, record, table } from '../record.mjs';

export function open(client) {
  const { table: bench, assets: entity } = assetsOf(client, table);
  return {
    get: async () => (await entity.build(GetItemCommand).key(key).send()).Item,
    put: () => entity.build(PutItemCommand).item(record).send(),
    update: () =>
      entity
        .build(UpdateItemCommand)
        .item({ ...key, ...patch })
        .send(),
    query: async () =>
      (
        await bench
          .build(QueryCommand)
          .entities(entity)
          .query({ partition: `TENANT#${key.tenantId}`, range: { beginsWith: 'ASSET#' } })
          .send()
      ).Items,
  };
}
