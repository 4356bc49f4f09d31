import { expect, test } from 'vitest';
import { isAvoided } from './known-well.ts';

const health = (state: string, value: number) =>
  `kong_upstream_target_health{upstream="product.upstream",target="127.0.0.1:7470",state="${state}"} ${value}`;
const circuit = (value: number) =>
  `neighbour_circuit_open{neighbour="product",target="127.0.0.1:7470"} ${value}`;

test.each([
  ['the gateway sends calls there', [health('healthy', 1), health('unhealthy', 0)], false],
  ['the gateway has not seen yet that it is back', [health('healthy', 0), health('unhealthy', 1)], true],
  ['a service leaves it alone for a while', [health('healthy', 1), circuit(1)], true],
  ['a service finds out', [circuit(0.5)], true],
  ['a service calls it', [circuit(0)], false],
  ['nobody calls it', ['# HELP neighbour_circuit_open 1 while nobody is called'], false],
])(
  'N8: a rolling restart goes on when callers know that an instance is well: %s',
  (_case, lines, avoided) => {
    expect(isAvoided(lines, '127.0.0.1:7470')).toBe(avoided);
    expect(isAvoided(lines, '127.0.0.1:7467')).toBe(false);
  },
);
