/** The page a visitor goes to, as the network has it; served in front of every worker's own
 *  script. Throws without a network: Firefox answers a preload that failed with a page
 *  that is an error. */
const fromNetwork = async (event) => {
  const page = (await event.preloadResponse) ?? (await fetch(event.request));
  if (page.type === "error") throw new TypeError("no network");
  return page;
};
