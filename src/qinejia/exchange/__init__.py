"""Questions for and from other programs (题目互换): GIFT, xlsx and QTI 2.1."""
