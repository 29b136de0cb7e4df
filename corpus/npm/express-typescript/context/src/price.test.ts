import { test } from 'node:test';
import { strict as assert } from 'node:assert';
import { price } from './price';

test('half a kilogram is one step', () => {
  assert.equal(price(500), 379);
  assert.equal(price(501), 459);
});
