import { navigating } from '$app/state';

const patienceMs = 200;

/** A navigation that takes longer than one would call at once; called while a component is made. */
export function lateNavigation(): { readonly to: string | null } {
  let late = $state(false);
  $effect(() => {
    if (!navigating.to) return;
    const timer = setTimeout(() => (late = true), patienceMs);
    return () => {
      clearTimeout(timer);
      late = false;
    };
  });
  return {
    /** The route that is waited for; null while nobody waits. */
    get to() {
      return late ? (navigating.to?.route.id ?? '') : null;
    },
  };
}
