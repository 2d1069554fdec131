/* Alpine components: <div x-data="disclosure">. */
export const components = {
  /** Something that opens and closes, and closes on Escape: <div x-data="disclosure" @keydown.escape="close"> */
  disclosure: () => ({
    open: false,
    toggle() {
      this.open = !this.open;
    },
    close() {
      this.open = false;
    },
  }),
};
