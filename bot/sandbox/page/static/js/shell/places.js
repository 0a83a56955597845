/**
 * Which channel was open last in each server, for each viewer: for this tab only.
 */

const HOME = "home";
const byViewer = (viewer) => `places:${viewer}`;

/**
 * Remember where a viewer was.
 *
 * @param {Storage} [storage]
 * @returns {{keep: (viewer: string, channel: any) => void, last: (viewer: string, server: string | null) => string | null,
 *   latest: (viewer: string) => string | null}} `latest` is the channel that was open last of all
 */
export function createPlaces(storage = sessionStorage) {
  const read = (viewer) => JSON.parse(storage.getItem(byViewer(viewer)) ?? "{}");
  return {
    keep(viewer, channel) {
      const places = {...read(viewer), [channel.server ?? HOME]: channel.id, latest: channel.id};
      storage.setItem(byViewer(viewer), JSON.stringify(places));
    },
    last: (viewer, server) => read(viewer)[server ?? HOME] ?? null,
    latest: (viewer) => read(viewer).latest ?? null,
  };
}
