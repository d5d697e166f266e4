import { expect, it } from 'vitest';
import { nodeSize, placesOf } from './layout.ts';

it('what needs stands left of what is needed, and no two nodes cover each other, also in a circle', () => {
  const nodes = ['a', 'b', 'c', 'd'];
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'b', to: 'd' },
    { from: 'c', to: 'a' },
  ];
  const places = placesOf({ nodes, edges });
  expect(places).toHaveLength(4);
  const apart = places.every((one) =>
    places.every(
      (other) => one === other || Math.abs(one.x - other.x) >= nodeSize.width || Math.abs(one.y - other.y) >= nodeSize.height,
    ),
  );
  expect(apart).toBe(true);
});
