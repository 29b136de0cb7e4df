const response: Response = await fetch('/entries');
const entries: string[] = await response.json();
document.body.append(...entries);
