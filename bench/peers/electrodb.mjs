import { Entity } from 'electrodb';

const text = { type: 'string', required: true };
const number = { type: 'number', required: true };
const flag = { type: 'boolean', required: true };
/** The entity of the benchmarks, for the bundles and the requests. */
export const assetsOf = (client, table) =>
  new Entity(
    {
      model: { entity: 'asset', version: '1', service: 'bench' },
      attributes: {
        tenantId: text,
        assetId: text,
        title: text,
        status: { type: ['open', 'active', 'closed'], required: true },
        email: text,
        city: text,
        country: text,
        phone: { type: 'string' },
        note: { type: 'string' },
        owner: text,
        count: number,
        price: number,
        rating: number,
        stock: number,
        active: flag,
        verified: flag,
        createdAt: text,
        updatedAt: text,
        labels: { type: 'list', items: { type: 'string' }, required: true },
        address: { type: 'map', properties: { street: text, city: text, postcode: text }, required: true },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['tenantId'], template: 'TENANT#${tenantId}', casing: 'none' },
          sk: { field: 'sk', composite: ['assetId'], template: 'ASSET#${assetId}', casing: 'none' },
        },
      },
    },
    { client, table },
  );
