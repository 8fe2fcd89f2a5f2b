"""What a pull request says (合并请求): what changed, what to look at again, and who looks."""
