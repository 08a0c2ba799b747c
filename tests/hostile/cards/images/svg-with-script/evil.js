window.__pwned=1;alert(1)
