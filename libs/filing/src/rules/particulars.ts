import type { FiledUpdate, Particulars } from '#incident'

/** The particulars as they are filed: what is not public stays in the raw bytes and nowhere else. */
export const filedParticulars = (particulars: Particulars): Pick<FiledUpdate, 'particulars'> => {
  const { edNotes, ...others } = particulars
  const notes = edNotes?.filter((note) => note.public) ?? []
  const filed: Particulars = notes.length === 0 ? others : { ...others, edNotes: notes }
  return Object.keys(filed).length === 0 ? {} : { particulars: filed }
}
