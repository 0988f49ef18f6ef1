/** A stored resource. `document` is JSON text, without `id` and `href`. */
export interface Row {
  id: string
  document: string
  revision: number
  /** The attributes that are shown only if `fields` names them, as JSON text. */
  aside: string | null
}

/** A stored resource with its position in a sorted list. */
export interface PositionedRow extends Row {
  /** The sort values of the row, as text. */
  position: (string | null)[]
}
