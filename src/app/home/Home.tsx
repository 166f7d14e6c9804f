export function Home() {
  return <main data-ready="true" />
}
