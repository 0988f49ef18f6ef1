/** A stored resource. `document` is JSON text, whole but for `id` and `href`. */
export interface Row {
  id: string
  document: string
  revision: number
  /** Attributes that are shown only when they are asked for, as JSON text. */
  aside: string | null
}

/** A stored resource at its place in an ordered list. */
export interface PlacedRow extends Row {
  /** The values it is ordered by. */
  place: (string | null)[]
}
