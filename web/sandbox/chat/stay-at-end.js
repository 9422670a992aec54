/** As close to the end as counts as being there, in pixels. */
const near = 60;

/** Keeps `scroll` at its end, until people scroll back to read. @param {HTMLElement} scroll */
export function stayAtEnd(scroll) {
  let isAtEnd = true;
  const keep = () => {
    if (isAtEnd) scroll.scrollTop = scroll.scrollHeight;
  };
  scroll.addEventListener('scroll', () => {
    // Behind another tab it has no height.
    if (scroll.clientHeight > 0) {
      isAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < near;
    }
  });
  new ResizeObserver(keep).observe(scroll);
  return {
    keep,
    go() {
      isAtEnd = true;
      keep();
    },
  };
}
