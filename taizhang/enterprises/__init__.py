"""企业服务: enterprises, the industry chains on which they stand, what they ask for, and who visits them."""
