export function CorrectPage() {
  return <p>…</p>
}
