// Before the first paint, so that a dark page never flashes white. A file, because the page's
// policy allows no inline script.
;(() => {
  let theme
  try {
    theme = JSON.parse(localStorage.getItem('clusterscope.preferences')).state.theme
  } catch {
    // Nothing stored yet, or storage is closed to this page: follow the system.
  }
  if (theme !== 'light' && theme !== 'dark') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }
  document.documentElement.dataset.theme = theme
})()
