/** Layers that more than one place can open. */
class Layers {
  palette = $state(false);
  keys = $state(false);
}

export const layers = new Layers();
