import { expect, it } from 'vitest';
import { nodeSize, pictureOf } from './layout.ts';

it('no two nodes cover each other, also in a circle', () => {
  const nodes = ['a', 'b', 'c', 'd'];
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'b', to: 'd' },
    { from: 'c', to: 'a' },
  ];
  const { places } = pictureOf({ nodes, edges });
  expect(places).toHaveLength(4);
  const apart = places.every((one) =>
    places.every(
      (other) => one === other || Math.abs(one.x - other.x) >= nodeSize.width || Math.abs(one.y - other.y) >= nodeSize.height,
    ),
  );
  expect(apart).toBe(true);
});

it('a broad fan runs across and a long chain runs down: each as it can be shown larger', () => {
  const fan = Array.from({ length: 9 }, (_, index) => `n${index}`);
  const edges = fan.map((to) => ({ from: 'c', to }));
  expect(pictureOf({ nodes: ['c', ...fan], edges }).direction).toBe('LR');
  const chain = fan.slice(1).map((to, index) => ({ from: fan[index] ?? '', to }));
  expect(pictureOf({ nodes: fan, edges: chain }).direction).toBe('TB');
});
