/** Whose borders the drawing under the map is made of, named as their licence asks. Apart from the drawing, which is large. */
export const BASEMAP_SOURCE = 'CBS, Kadaster';
