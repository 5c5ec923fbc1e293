/** A rectangle or a part of one, as fractions of the page as it was read. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of a page is on screen: in points of the page as displayed, `x` and `y` its top left corner. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Stage {
  /** The page as displayed (turned), in points. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  /** The room for it, in pixels. */
  readonly width: number;
  readonly height: number;
}

export const zoomLimits = { least: 0.5, most: 6 } as const;

/** Width and height of what is seen; at zoom 1 the page fits the width. */
export function extent(
  view: View,
  stage: Stage,
): { readonly width: number; readonly height: number } {
  const width = stage.pageWidth / view.zoom;
  return { width, height: (width * stage.height) / Math.max(1, stage.width) };
}

/** Keeps the page in sight: what is smaller than the room stands in its middle, or at its top. */
export function clampView(view: View, stage: Stage): View {
  const zoom = Math.min(zoomLimits.most, Math.max(zoomLimits.least, view.zoom));
  const seen = extent({ ...view, zoom }, stage);
  const x =
    seen.width >= stage.pageWidth
      ? (stage.pageWidth - seen.width) / 2
      : between(view.x, 0, stage.pageWidth - seen.width);
  const y =
    seen.height >= stage.pageHeight ? 0 : between(view.y, 0, stage.pageHeight - seen.height);
  return { x, y, zoom };
}

/** Zooms around a point of the page, which stays where it is on screen. */
export function zoomAround(view: View, factor: number, point: Point, stage: Stage): View {
  const zoom = between(view.zoom * factor, zoomLimits.least, zoomLimits.most);
  const change = view.zoom / zoom;
  return clampView(
    { x: point.x - (point.x - view.x) * change, y: point.y - (point.y - view.y) * change, zoom },
    stage,
  );
}

/** The middle of what is seen. */
export function middleOf(view: View, stage: Stage): Point {
  const seen = extent(view, stage);
  return { x: view.x + seen.width / 2, y: view.y + seen.height / 2 };
}

/** Moves as little as is needed to have a box wholly in sight, with room around it. */
export function reveal(view: View, box: Box, stage: Stage): View {
  const seen = extent(view, stage);
  const x = shift(view.x, seen.width, box.x * stage.pageWidth, box.width * stage.pageWidth);
  const y = shift(view.y, seen.height, box.y * stage.pageHeight, box.height * stage.pageHeight);
  return clampView({ x, y, zoom: view.zoom }, stage);
}

function shift(start: number, room: number, at: number, size: number): number {
  const margin = Math.min(room * 0.12, Math.max(0, (room - size) / 2));
  if (at - margin < start) return at - margin;
  return at + size + margin > start + room ? at + size + margin - room : start;
}

/** A box after the page was turned by so many quarters clockwise. */
export function turnBox(box: Box, quarters: number): Box {
  let { x, y, width, height } = box;
  for (let turn = 0; turn < quarters % 4; turn += 1) {
    [x, y, width, height] = [1 - y - height, x, height, width];
  }
  return { x, y, width, height };
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
