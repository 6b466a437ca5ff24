/** Tells the probe that the peer has shown everything: in the frame that is painted next. */
export const ready = () =>
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("ready")));

/** Day of an event as the exported story has it. */
export const day = ({ year, month = 1, day = 1 }) => new Date(Number(year), month - 1, Number(day));
