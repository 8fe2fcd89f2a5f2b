"""Writing in the browser (在浏览器里写): forms made of the schema; saves change what changed."""
